// Names of users and groups, as the files of the host have them.
import type { HostFiles } from './host-files';

export interface Group {
  readonly name: string;
  readonly id: number;
  readonly members: readonly string[];
}

/** Undefined where the file cannot be read. Those whose first group it is are members as well. */
export function groupsOf(files: HostFiles): readonly Group[] | undefined {
  const groups = files.text('/etc/group');
  if (!('value' in groups)) return undefined;
  const users = files.text('/etc/passwd');
  const first = new Map<number, string[]>();
  for (const [name = '', , , group] of 'value' in users ? rowsOf(users.value) : []) {
    first.set(Number(group), [...(first.get(Number(group)) ?? []), name]);
  }
  return rowsOf(groups.value).map(([name = '', , id, members = '']) => ({
    name,
    id: Number(id),
    members: [...new Set([...members.split(',').filter(Boolean), ...(first.get(Number(id)) ?? [])])],
  }));
}

const rowsOf = (text: string): string[][] =>
  text.split('\n').flatMap((line) => (line.includes(':') ? [line.trim().split(':')] : []));
