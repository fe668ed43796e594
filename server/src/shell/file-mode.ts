// Modes of files as chmod, install, mkdir and umask read them: who may write, and the same mode without others.

const OCTAL = /^[0-7]{1,5}$/;
const STICKY = 0o1000;
const OTHERS_WRITE = 0o2;
const CLAUSE = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/;
const ACTION = /([-+=])([rwxXst]*|[ugo])/g;

/** Whether everyone may write then. A sticky directory is none: there nobody touches what others made. */
export function isWorldWritable(mode: string): boolean {
  if (OCTAL.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    return (bits & OTHERS_WRITE) !== 0 && (bits & STICKY) === 0;
  }
  let others = false;
  for (const clause of mode.split(',')) {
    const [, who = '', actions = ''] = CLAUSE.exec(clause) ?? [];
    if (actions === '') return false;
    for (const [, sign, rights = ''] of actions.matchAll(ACTION)) {
      if (rights.includes('t') && sign !== '-') return false;
      // Without `a` and the like, umask decides, and it keeps others from writing.
      if (!/[oa]/.test(who)) continue;
      if (sign === '=') others = rights.includes('w');
      else if (rights.includes('w')) others = sign === '+';
    }
  }
  return others;
}

/** The same mode, but others may not write. Undefined for what is written in a way that is not taken apart. */
export function withoutOthersWrite(mode: string): string | undefined {
  if (OCTAL.test(mode)) return mode.slice(0, -1) + (Number(mode.slice(-1)) & ~OTHERS_WRITE).toString();
  const clauses = mode.split(',').map((clause) => {
    const [, who = '', sign = '', rights = ''] = /^([ugoa]+)([-+=])([rwxXs]*)$/.exec(clause) ?? [];
    if (sign === '') return undefined;
    if (sign === '-' || !rights.includes('w') || !/[oa]/.test(who)) return clause;
    const left = rights.replaceAll('w', '');
    const owners = [...'ug'].filter((each) => who.includes(each) || who.includes('a')).join('');
    if (owners === '') return sign === '+' && left === '' ? 'o-w' : `o${sign}${left}`;
    const others = sign === '+' && left === '' ? '' : `,o${sign}${left}`;
    return `${owners}${sign}${rights}${others}`;
  });
  return clauses.includes(undefined) ? undefined : clauses.join(',');
}

/** Whether files that are made under this umask can be written by everyone. Octal alone; unknown is false. */
export const masksNothing = (umask: string): boolean =>
  OCTAL.test(umask) && (Number.parseInt(umask, 8) & OTHERS_WRITE) === 0;

export const withOthersMasked = (umask: string): string =>
  umask.slice(0, -1) + (Number(umask.slice(-1)) | OTHERS_WRITE).toString();
