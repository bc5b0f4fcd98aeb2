/** Microseconds since boot as the kernel writes them: `[    1.234567] `. */
export function timestamp(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const fraction = String(microseconds % 1_000_000).padStart(6, '0');
  return `[${String(seconds).padStart(5)}.${fraction}] `;
}
