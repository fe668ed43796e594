// BuildKit's words stand in diagnostics as they are, save those that do not say what is wrong or what to write.

const LINE = /^dockerfile parse error on line \d+: /;
const LONGEST = 30;

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

type Clearer = readonly [RegExp, (...groups: readonly string[]) => string];

const CLEARER: readonly Clearer[] = [
  [/^no build stage in current context$/, () => 'an instruction stands before the first FROM: only ARG may'],
  [/^file with no instructions$/, () => 'no instructions: write FROM and an image'],
  [/^unterminated heredoc$/, () => 'the heredoc has no end: write its name alone on a line below'],
  [
    /^FROM requires either one or three arguments$/,
    () => 'FROM takes an image, and AS with a name: write FROM image or FROM image AS name',
  ],
  [
    /^(ADD|COPY) requires at least two arguments/,
    (name) => `${name} needs a source and a destination: write ${name} source destination`,
  ],
  [/^(ENV|LABEL) must have two arguments$/, (name) => `${name} needs a name and a value: write ${name} name=value`],
  [/^(ENV|LABEL|ARG) names can not be blank$/, (name) => `${name} has no name before the =: write name=value`],
  [/^SHELL requires the arguments to be in JSON form$/, () => 'SHELL takes JSON alone: write SHELL ["/bin/sh", "-c"]'],
  [
    /^when using JSON array syntax, arrays must be comprised of strings only$/,
    () => 'the JSON array holds more than strings: put every element in double quotes',
  ],
  [
    /^missing a value on flag: (--(?:link|parents|unpack|keep-git-dir))$/,
    (flag) => `${flag}= has no value: write ${flag}`,
  ],
  [
    /^missing a value on flag: (.*)$/s,
    (flag) => `${shortened(flag ?? '')} has no value: write ${shortened(flag ?? '')}=value`,
  ],
  [/^failed to parse csv (mount|device)s: EOF$/, (flag) => `--${flag} has no value: write one or remove the flag`],
  [
    /^failed to parse csv (mount|device)s: /,
    (flag) => `a quote in --${flag} is out of place: quote whole fields or none`,
  ],
  [
    /^'from' doesn't support variable expansion/,
    () => 'from= takes no variable: write FROM $IMAGE AS name, and name that stage here',
  ],
  [
    /^time: missing unit in duration (.*)$/s,
    (text) => `the duration ${shortened(text ?? '')} has no unit: write s, m or h behind it`,
  ],
  [
    /^time: unknown unit .* in duration (.*)$/s,
    (text) => `the duration ${shortened(text ?? '')} has an unknown unit: write ms, s, m or h`,
  ],
  [/^time: invalid duration (.*)$/s, (text) => `${shortened(text ?? '')} is no duration: write 30s, 1m30s or 500ms`],
  [/^Interval ("[^"]*") cannot be less than 1ms$/, (name) => `${name} is less than a millisecond: write 1s or more`],
  [
    /^strconv\.ParseInt: parsing (.*): /s,
    (text) => `${shortened(text ?? '')} is no number of retries: write --retries=3`,
  ],
];

/** The message without its line, for a diagnostic that stands on that line, in clearer words where BuildKit's are not. */
export function explainProblem(message: string): string {
  const text = message.replace(LINE, '');
  for (const [pattern, clearer] of CLEARER) {
    const match = pattern.exec(text);
    if (match) return clearer(...match.slice(1));
  }
  return text;
}
