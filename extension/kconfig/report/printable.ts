/**
 * Text of a file, or its name, as a terminal may be given it: control characters (a terminal's
 * escapes begin with one), the marks that turn the direction of text around, line separators,
 * invisible characters and lone surrogates are escaped: `\x1b`, `\u202e`.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same for text of many lines, whose newlines and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(UNSAFE, (character) =>
    /[\n\t]/.test(character) ? character : escaped(character),
  );
}

/** The same for JSON text, in which these can only stand in strings; it says what it said before. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : unicode(character)));
}

const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character);
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
