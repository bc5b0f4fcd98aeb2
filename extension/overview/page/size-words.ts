const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** `18.9 MiB (19,809,608 bytes)`; `4 KiB` where that is all there is to say. */
export function sizeWords(bytes: number): string {
  const power = Math.min(UNITS.length, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const exact = `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const unit = UNITS[power - 1];
  if (unit === undefined) return exact;
  const value = bytes / 1024 ** power;
  const isWhole = Number.isInteger(value);
  const words = `${isWhole ? value : value.toFixed(1)} ${unit}`;
  return isWhole && value < 1024 && power === 1 ? words : `${words} (${exact})`;
}
