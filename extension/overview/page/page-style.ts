/** Colours and fonts of the editor's theme; in high contrast themes borders carry what colour does. */
export const PAGE_STYLE = `
body { max-width: 110em; margin: 0; padding: 1.2em 2em 3em; line-height: 1.45; color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
h1, h2, h3 { margin: 0; font-weight: 600; line-height: 1.25; }
h1 { font-size: 1.8em; }
h2 { margin-top: 1.6em; font-size: 1.2em; }
h3 { margin-top: 1em; font-size: 1em; }
p { margin: .3em 0; overflow-wrap: anywhere; }
ul { margin: .3em 0; padding-left: 1.4em; }
.summary { font-size: 1.1em; color: var(--vscode-descriptionForeground); }
.note { color: var(--vscode-descriptionForeground); }
.panic { margin-top: 1.1em; padding: .7em 1em; border: 1px solid var(--vscode-contrastBorder, transparent); border-left: 4px solid var(--vscode-editorError-foreground); background: var(--vscode-textBlockQuote-background); }
.panic h2 { margin: 0; font-size: 1em; font-weight: 400; color: var(--vscode-descriptionForeground); }
.panic .message { margin: .1em 0 0; font-family: var(--vscode-editor-font-family); font-size: 1.25em; color: var(--vscode-editorError-foreground); }
.actions { display: flex; flex-wrap: wrap; gap: .6em; margin-top: 1.1em; }
button { padding: .35em 1em; border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); border-radius: 2px; font: inherit; cursor: pointer; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button.primary:hover { background: var(--vscode-button-hoverBackground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
.problem { margin-top: .5em; padding: .4em 1em; border: 1px solid var(--vscode-contrastBorder, transparent); border-left: 4px solid var(--vscode-editorWarning-foreground); background: var(--vscode-textBlockQuote-background); }
.problem.unfit { border-left-color: var(--vscode-editorError-foreground); }
.problem .what { font-weight: 600; }
#needs:not(:has(dd:not(:empty))) { display: none; }
.needs { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1em; margin: .4em 0 0; }
.needs dt { margin: .3em 0; font-weight: 600; }
.needs dd { min-width: 0; margin: 0 0 .6em; }
.needs button { margin: .3em .6em .3em 0; }
.what { display: flex; gap: .5em; }
.mark { flex: none; width: 1.2em; font-weight: 700; text-align: center; }
.ready.mark { color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.doubt.mark { color: var(--vscode-editorWarning-foreground); }
.unfit.mark { color: var(--vscode-editorError-foreground); }
pre { margin: .4em 0 0; padding: .6em .8em; overflow-x: auto; border: 1px solid var(--vscode-contrastBorder, transparent); background: var(--vscode-textCodeBlock-background); font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); line-height: 1.35; }
mark { display: block; width: max-content; min-width: calc(100% + 1.6em); margin: 0 -.8em; padding: 0 .8em 0 calc(.8em - 4px); border-left: 4px solid var(--vscode-editorError-foreground); box-sizing: border-box; color: inherit; background: color-mix(in srgb, var(--vscode-editorError-foreground) 12%, transparent); }
.columns { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1em 4em; }
table { border-collapse: collapse; }
caption { padding: .5em 0 .2em; text-align: left; color: var(--vscode-descriptionForeground); }
th, td { padding: .15em 0; text-align: left; vertical-align: top; }
th { padding-right: 1.5em; font-weight: 400; white-space: nowrap; color: var(--vscode-descriptionForeground); }
td { overflow-wrap: anywhere; }
.paths { font-family: var(--vscode-editor-font-family); }
summary { cursor: pointer; }
summary h2 { display: inline-block; }
`;
