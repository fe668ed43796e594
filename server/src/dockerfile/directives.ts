// Parser directives: `# syntax=`, `# escape=` and `# check=` on the first lines. The first line that is none ends them.
// Source: BuildKit, frontend/dockerfile/parser/directives.go.
import { leadingSpace } from './go-text';
import { withoutBom, withoutCarriageReturn } from './physical-line';
import type { Directive, Directives } from './syntax';

const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)([\t\n\f\r ]*=[\t\n\f\r ]*)([^\n]+)$/;
const NAMES: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const isName = (name: string): name is Directive['name'] => NAMES.has(name);

export function readDirectives(lines: readonly string[]): Directives {
  const found: Directive[] = [];
  let escape = '\\';
  for (let line = 0; line < lines.length; line++) {
    const directive = directiveOf(lines, line);
    if (!directive) return { escape, found, lineCount: line + 1 };
    const refuse = (message: string): Directives => ({
      escape,
      found,
      lineCount: line + 1,
      problem: { message, line },
    });
    if (found.some(({ name }) => name === directive.name)) {
      return refuse(`only one ${directive.name} parser directive can be used`);
    }
    if (directive.name === 'escape') {
      if (directive.value !== '\\' && directive.value !== '`') {
        return refuse(`invalid escape token '${directive.value}' does not match \` or \\`);
      }
      escape = directive.value;
    }
    found.push(directive);
  }
  return { escape, found, lineCount: lines.length };
}

function directiveOf(lines: readonly string[], line: number): Directive | undefined {
  const raw = lines[line] ?? '';
  let text = withoutCarriageReturn(line === 0 ? withoutBom(raw) : raw);
  text = text.slice(leadingSpace(text));
  if (!text.startsWith('#')) return undefined;
  text = text.slice(1);
  const match = DIRECTIVE.exec(text.slice(leadingSpace(text)));
  const name = match?.[1]?.toLowerCase() ?? '';
  const value = match?.[3]?.replace(/[\t\n\f\r ]+$/, '') ?? '';
  if (!isName(name)) return undefined;
  return {
    name,
    value: value === '' ? (match?.[3]?.slice(0, 1) ?? '') : value,
    line,
    valueStart: raw.lastIndexOf(match?.[3] ?? ''),
  };
}
