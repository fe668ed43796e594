// Options of a subcommand, checked: wrong ones are told in a sentence, with what was meant.
import { withSuggestion } from '../dockerfile/validate/suggest';
import { type OptionToken, tokensOf } from './tokens';
import { UsageError } from './usage-error';

/** `flag` takes no value, `text` takes any, a list takes one of its words. */
export type OptionKind = 'flag' | 'text' | readonly string[];

type Value<Kind> = Kind extends 'flag' ? true : Kind extends readonly (infer Word)[] ? Word : string;

export interface Options<Spec> {
  readonly values: { readonly [Name in keyof Spec]?: Value<Spec[Name]> };
  readonly positionals: readonly string[];
}

export function readOptions<const Spec extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  spec: Spec,
): Options<Spec> {
  const takesValue = (name: string): boolean => Object.hasOwn(spec, name) && spec[name] !== 'flag';
  const values: Record<string, string | true> = {};
  const positionals: string[] = [];
  for (const token of tokensOf(args, takesValue)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') values[token.name] = checked(token, spec);
  }
  // Each value was checked against its kind above; the compiler can't follow that through the loop.
  return { values: values as Options<Spec>['values'], positionals };
}

function checked(token: OptionToken, spec: Readonly<Record<string, OptionKind>>): string | true {
  const { name, rawName, value, inlineValue } = token;
  const kind = Object.hasOwn(spec, name) ? spec[name] : undefined;
  if (kind === undefined) {
    const known = [...Object.keys(spec), 'help'].map((each) => `--${each}`);
    throw new UsageError(withSuggestion(`unknown option ${rawName}`, rawName, known));
  }
  if (kind === 'flag') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  const isMissing = value === undefined || value === '' || (inlineValue === false && /^-./.test(value));
  const words = kind === 'text' ? '' : `: ${kind.join(', ')}`;
  if (isMissing) throw new UsageError(`${rawName} needs a value${words}`);
  if (kind === 'text' || kind.includes(value)) return value;
  throw new UsageError(withSuggestion(`${rawName} does not know '${value}'; it takes ${kind.join(', ')}`, value, kind));
}
