// Modes of files as chmod, install, mkdir and umask read them: who may write, whose rights a program gets, and the same mode
// without that.

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

const SET_USER = 0o4000;
const SET_GROUP = 0o2000;

/** Whether a program with this mode runs with the rights of its owner, or of its group alone. */
export function setsIdentity(mode: string): 'user' | 'group' | undefined {
  if (OCTAL.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    return (bits & SET_USER) !== 0 ? 'user' : (bits & SET_GROUP) !== 0 ? 'group' : undefined;
  }
  let [user, group] = [false, false];
  for (const clause of mode.split(',')) {
    const [, who = '', actions = ''] = CLAUSE.exec(clause) ?? [];
    if (actions === '') return undefined;
    for (const [, sign, rights = ''] of actions.matchAll(ACTION)) {
      const isSet = rights.includes('s') && sign !== '-';
      if (!isSet && sign === '+') continue;
      if (who === '' || /[ua]/.test(who)) user = isSet;
      if (who === '' || /[ga]/.test(who)) group = isSet;
    }
  }
  return user ? 'user' : group ? 'group' : undefined;
}

/** The same mode, but a program has the rights of who starts it. Undefined for what is not taken apart. */
export function withoutSetIdentity(mode: string): string | undefined {
  if (OCTAL.test(mode)) {
    const special = Number(mode.slice(-4, -3)) & 0o1;
    const before = mode.slice(0, -4);
    return `${before}${special === 0 ? '' : '1'}${mode.slice(-3)}`;
  }
  const clauses = mode.split(',').map((clause) => {
    const [, who = '', sign = '', rights = ''] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (sign === '') return undefined;
    if (sign === '-' || !rights.includes('s')) return clause;
    const left = rights.replaceAll('s', '');
    return left === '' && sign === '+' ? `${who}-s` : `${who}${sign}${left}`;
  });
  return clauses.includes(undefined) ? undefined : clauses.join(',');
}

/** Whether files that are made under this umask can be written by everyone. Unknown is false. */
export function masksNothing(umask: string): boolean {
  if (OCTAL.test(umask)) return (Number.parseInt(umask, 8) & OTHERS_WRITE) === 0;
  return umask.split(',').some((clause) => /^(?:[ugo]*[oa][ugoa]*)?[=+][rwx]*w[rwx]*$/.test(clause));
}

/** Undefined for a umask that is not a number. */
export const withOthersMasked = (umask: string): string | undefined =>
  OCTAL.test(umask) ? umask.slice(0, -1) + (Number(umask.slice(-1)) | OTHERS_WRITE).toString() : undefined;
