/** What was given with a flag, as in `--only=text`; undefined without it. */
export function flagOf(name: string): string | undefined {
  const begin = `--${name}=`;
  return process.argv.find((flag) => flag.startsWith(begin))?.slice(begin.length);
}
