// Turning a rule off in a configuration that people wrote: one edit at the place of the value, every other character stays.
import { applyEdits, type TextEdit } from '../text/edit';
import { type Position, rangeOf } from '../text/range';
import { readYaml, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/document';
import { type ConfigurationContext, readConfiguration } from './read-configuration';
import { RuleIds } from './rule-ids';

/** Undefined where no edit says that and nothing else: the text is no YAML, or written in a way that we leave to people. */
export function turnOff(text: string, rule: string, context: ConfigurationContext): TextEdit | undefined {
  const { root, problems } = readYaml(text);
  if (problems.length > 0) return undefined;
  const edit = new Turning(text, rule, new RuleIds(context.rules)).edit(root);
  return edit && saysJustThat(text, edit, rule, context) ? edit : undefined;
}

class Turning {
  private readonly lines: readonly string[];
  private readonly lineBreak: string;

  constructor(
    text: string,
    private readonly rule: string,
    private readonly ids: RuleIds,
  ) {
    this.lines = text.split('\n');
    this.lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  }

  edit(root: YamlNode | undefined): TextEdit | undefined {
    const off = `${this.rule}: off`;
    if (root && root.kind !== 'map') return undefined;
    const rules = root?.entries.findLast(({ key }) => key === 'rules');
    if (!rules) {
      if (root && this.isFlow(root)) return this.intoFlow(root, `rules: { ${off} }`);
      const indent = ' '.repeat(root?.entries[0]?.keyRange.start.character ?? 0);
      return this.atEnd(`${indent}rules:${this.lineBreak}${indent}  ${off}${this.lineBreak}`);
    }
    const { value, keyRange } = rules;
    if (value.kind === 'list') return undefined;
    if (value.kind === 'map') return this.intoRules(value);
    if (value.value !== null) return undefined;
    if (!isEmpty(value)) return { range: value.range, newText: `{ ${off} }` };
    return this.behindLine(keyRange.end, `${' '.repeat(keyRange.start.character + 2)}${off}`);
  }

  private intoRules(rules: YamlMap): TextEdit | undefined {
    const known = rules.entries.findLast(({ key }) => (this.ids.current(key) ?? key) === this.rule);
    if (known) return this.changed(known);
    const off = `${this.rule}: off`;
    if (this.isFlow(rules)) return this.intoFlow(rules, off);
    const [first] = rules.entries;
    return first && this.behindLine(endOf(rules), `${' '.repeat(first.keyRange.start.character)}${off}`);
  }

  private changed({ keyRange, value }: YamlEntry): TextEdit | undefined {
    if (value.kind === 'list') return undefined;
    if (value.kind === 'scalar') {
      if (!isEmpty(value)) return { range: value.range, newText: 'off' };
      const { line, character } = keyRange.end;
      const colon = this.lines[line]?.indexOf(':', character) ?? -1;
      return colon < 0 ? undefined : insert({ line, character: colon + 1 }, ' off');
    }
    const severity = value.entries.findLast(({ key }) => key === 'severity');
    if (severity) return this.changed(severity);
    if (this.isFlow(value)) return this.intoFlow(value, 'severity: off');
    const [first] = value.entries;
    const indent = ' '.repeat(first?.keyRange.start.character ?? 0);
    return first && insert(first.keyRange.start, `severity: off${this.lineBreak}${indent}`);
  }

  private isFlow({ range: { start } }: YamlMap): boolean {
    return this.lines[start.line]?.[start.character] === '{';
  }

  private intoFlow({ range: { start }, entries }: YamlMap, entry: string): TextEdit {
    return insert({ line: start.line, character: start.character + 1 }, ` ${entry}${entries.length > 0 ? ',' : ' '}`);
  }

  private behindLine({ line }: Position, newText: string): TextEdit {
    const text = this.lines[line] ?? '';
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    return insert({ line, character: end }, this.lineBreak + newText);
  }

  private atEnd(newText: string): TextEdit {
    const line = this.lines.length - 1;
    const character = this.lines[line]?.length ?? 0;
    return insert({ line, character }, (character > 0 ? this.lineBreak : '') + newText);
  }
}

const insert = ({ line, character }: Position, newText: string): TextEdit => ({
  range: rangeOf(line, character, line, character),
  newText,
});

const isEmpty = ({ range: { start, end } }: YamlNode): boolean =>
  start.line === end.line && start.character === end.character;

/** Where the last thing that is written in a node ends. */
function endOf(node: YamlNode): Position {
  const last = node.kind === 'map' ? node.entries.at(-1) : node.kind === 'list' ? node.items.at(-1) : undefined;
  if (!last) return node.range.end;
  if ('kind' in last) return endOf(last);
  return isEmpty(last.value) ? last.keyRange.end : endOf(last.value);
}

function saysJustThat(text: string, edit: TextEdit, rule: string, context: ConfigurationContext): boolean {
  const [before, after] = [text, applyEdits(text, [edit])].map((each) => readConfiguration(each, context));
  if (after?.policy.settings?.get(rule)?.severity !== 'off') return false;
  return before !== undefined && said(before, rule) === said(after, rule);
}

/** All but the rule's level, in a form that can be compared. Places move. */
function said({ policy, problems, extends: base }: ReturnType<typeof readConfiguration>, rule: string): string {
  const { settings = new Map(), suppress = [], ...rest } = policy;
  const others = [...settings].flatMap(([id, { severity, options = {} }]) =>
    id === rule && Object.keys(options).length === 0 ? [] : [[id, id === rule ? 'off' : severity, options]],
  );
  const accepted = suppress.map(({ place, ...entry }) => entry);
  return JSON.stringify([others.sort(), accepted, rest, base?.value, problems.map(({ message }) => message)]);
}
