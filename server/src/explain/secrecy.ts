// Which values are not shown: those of secret-looking names, those that findings mask, and what is made of either.
import type { Value } from '../dockerfile/expand';
import type { Instruction } from '../dockerfile/syntax';
import { assignmentsOf } from '../dockerfile/variables';
import type { Analysis } from '../lint/analysis';
import { canBeSecretValue, isSecretName } from '../secrets/by-name';
import { findSecrets } from '../secrets/by-value';

/** Shorter texts stand in too much that is none. */
const SHORTEST = 4;

const known = new WeakMap<Analysis, Secrecy>();

export class Secrecy {
  static of(analysis: Analysis): Secrecy {
    const made = known.get(analysis) ?? new Secrecy(analysis);
    known.set(analysis, made);
    return made;
  }

  private readonly secrets: ReadonlySet<string>;
  /** Variables whose values are made of those of secret-looking names. */
  private readonly derived: ReadonlySet<string>;

  private constructor(analysis: Analysis) {
    const texts = [...maskedTexts(analysis), ...namedValues(analysis)].map((text) => text.replace(/^["']|["']$/g, ''));
    this.secrets = new Set(texts.filter((text) => text.length >= SHORTEST));
    this.derived = namesDerived(analysis);
  }

  /** Of a variable. Undefined for a value that nobody may see. */
  shown(name: string, { text }: Value): string | undefined {
    return isSecretName(name) || this.derived.has(name) ? undefined : this.shownText(text);
  }

  /** Of any text that is made from the file. */
  shownText(text: string): string | undefined {
    if (findSecrets(text).length > 0) return undefined;
    for (const secret of this.secrets) if (text.includes(secret)) return undefined;
    return text;
  }
}

function* maskedTexts({ findings, suppressed = [], lines }: Analysis): Iterable<string> {
  for (const { masked } of [...findings, ...suppressed.map(({ finding }) => finding)]) {
    for (const { start, end } of masked) {
      for (let line = start.line; line <= end.line; line++) {
        const text = lines[line] ?? '';
        yield text
          .slice(line === start.line ? start.character : 0, line === end.line ? end.character : text.length)
          .trim();
      }
    }
  }
}

function* namedValues({ dockerfile }: Analysis): Iterable<string> {
  if (!dockerfile) return;
  for (const { instruction } of dockerfile.preamble) yield* secretsIn(instruction, dockerfile.globals.lookup);
  for (const { stage } of dockerfile.stages) {
    for (const [index, { instruction }] of stage.steps.entries()) {
      if (instruction.name !== 'ENV' && instruction.name !== 'ARG') continue;
      yield* secretsIn(instruction, stage.variables.at(index + 1));
    }
  }
}

function* secretsIn(instruction: Instruction, lookup: (name: string) => Value | 'unset' | undefined): Iterable<string> {
  for (const { name, value } of assignmentsOf(instruction)) {
    if (!value || !isSecretName(name.text)) continue;
    const found = lookup(name.text);
    for (const text of [value.text, found === 'unset' ? undefined : found?.text]) {
      if (text !== undefined && canBeSecretValue(text.replace(/^["']|["']$/g, ''))) yield text;
    }
  }
}

function namesDerived({ dockerfile }: Analysis): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { instruction } of dockerfile?.syntax.instructions ?? []) {
    for (const { name, value } of assignmentsOf(instruction)) {
      for (const [, other = ''] of value?.text.matchAll(/\$\{?(\w+)/g) ?? []) {
        if (isSecretName(other) || names.has(other)) names.add(name.text);
      }
    }
  }
  return names;
}
