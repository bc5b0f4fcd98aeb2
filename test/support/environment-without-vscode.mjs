/**
 * @returns {Record<string, string>} the environment, without what a VS Code whose terminal this may
 *   be put there: it would make another VS Code, or its command line, talk to that one
 */
export function environmentWithoutVsCode() {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(VSCODE_|ELECTRON_)/.test(name)) environment[name] = value;
  }
  return environment;
}
