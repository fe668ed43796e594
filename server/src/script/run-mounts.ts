// What a run mounts of the host: `-v` in its short form, `--mount` in its pairs.
import { splitMount } from '../compose/mounts';
import type { ContainerRun, RunOption } from './container-run';
import { HOLE } from './contents';

export interface RunMount {
  readonly option: RunOption;
  /** Undefined where it is unknown. */
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly isReadOnly: boolean;
}

/** Those of a folder, a file or a pipe of the host. */
export const mountsOfRun = ({ options }: ContainerRun): RunMount[] =>
  options.flatMap((option) => {
    if (option.name === 'volume') return shortMount(option);
    return option.name === 'mount' ? longMount(option) : [];
  });

function shortMount(option: RunOption): RunMount[] {
  const [source = '', target, options = ''] = splitMount(option.value);
  if (target === undefined) return [];
  const isOfHost = source.includes(HOLE) || /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
  if (!isOfHost) return [];
  return [{ option, source: known(source), target: known(target), isReadOnly: options.split(',').includes('ro') }];
}

function longMount(option: RunOption): RunMount[] {
  const pairs = new Map(
    option.value.split(',').map((pair): [string, string] => {
      const [key = '', ...value] = pair.split('=');
      return [key.trim().toLowerCase(), value.join('=').replace(/^(["'])(.*)\1$/, '$2')];
    }),
  );
  const type = pairs.get('type') ?? 'volume';
  if (type !== 'bind' && type !== 'npipe' && type !== 'glob') return [];
  const source = pairs.get('source') ?? pairs.get('src') ?? '';
  const target = pairs.get('target') ?? pairs.get('destination') ?? pairs.get('dst') ?? '';
  const readOnly = pairs.get('readonly') ?? pairs.get('ro');
  const isReadOnly = readOnly !== undefined && !/^(?:false|0)$/.test(readOnly);
  return [{ option, source: known(source), target: known(target), isReadOnly }];
}

const known = (text: string): string | undefined => (text.includes(HOLE) ? undefined : text);
