// Ports as EXPOSE names them: `80`, `8000-8010/tcp`.

export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** Undefined for what is no port. */
export function readPorts(text: string): PortRange | undefined {
  const [, first, last = first, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const range = { first: Number(first), last: Number(last), protocol: protocol.toLowerCase() };
  return range.first <= range.last && range.last <= 65_535 ? range : undefined;
}

/** What is left of a range without some of its ports: the ranges between them, written as the range was. */
export function withoutPorts(text: string, { first, last }: PortRange, ports: readonly number[]): string[] {
  const suffix = /\/.*$/.exec(text)?.[0] ?? '';
  const left: string[] = [];
  let from = first;
  for (const port of [...ports, last + 1]) {
    if (port > from) left.push(`${from}${port - 1 > from ? `-${port - 1}` : ''}${suffix}`);
    from = port + 1;
  }
  return left;
}
