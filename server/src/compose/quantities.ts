// Sizes and times as Compose takes them: `512m`, `1gb`, `1h30m`.

const UNITS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 };

/** In bytes; undefined for what is none. Whole numbers may be negative: -1 takes a limit away. */
export function bytesOf(text: string): number | undefined {
  if (/^[-+]?[0-9]+$/.test(text)) return Number(text);
  const match = /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(text);
  if (!match?.[1]) return undefined;
  return Math.trunc(Number(match[1]) * 1024 ** (UNITS[match[2]?.toLowerCase() ?? ''] ?? 0));
}

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** In seconds; undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  const whole = /^([-+]?)((?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/.exec(text);
  if (!whole?.[2]) return undefined;
  let seconds = 0;
  for (const [, number = '', unit = ''] of whole[2].matchAll(/([0-9.]+)([a-zµμ]+)/g)) {
    seconds += Number(number) * (SECONDS[unit] ?? 0);
  }
  return whole[1] === '-' ? -seconds : seconds;
}
