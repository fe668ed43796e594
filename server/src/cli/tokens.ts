// The words of a command line as options and what they are given to, by the rules of Node's parseArgs: that takes longer to load
// than the words to read.

export interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  /** As it was written. */
  readonly rawName: string;
  readonly value?: string;
  /** The value stands behind a sign, in the same word. */
  readonly inlineValue?: boolean;
}

export type Token = OptionToken | { readonly kind: 'positional'; readonly value: string };

/** Behind `--` no word is an option. */
export function tokensOf(args: readonly string[], takesValue: (name: string) => boolean): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      tokens.push(...args.slice(i + 1).map((value) => ({ kind: 'positional', value }) as const));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      tokens.push({ kind: 'positional', value: arg });
      continue;
    }
    if (!arg.startsWith('--')) {
      // Letters behind one sign are an option each.
      for (const name of arg.slice(1)) tokens.push({ kind: 'option', name, rawName: `-${name}` });
      continue;
    }
    const sign = arg.indexOf('=', 3);
    const rawName = sign < 0 ? arg : arg.slice(0, sign);
    const name = rawName.slice(2);
    if (sign >= 0) {
      tokens.push({ kind: 'option', name, rawName, value: arg.slice(sign + 1), inlineValue: true });
    } else if (takesValue(name) && i + 1 < args.length) {
      i++;
      tokens.push({ kind: 'option', name, rawName, value: args[i], inlineValue: false });
    } else {
      tokens.push({ kind: 'option', name, rawName });
    }
  }
  return tokens;
}
