// What an editor shows where somebody points: what holds there, and what is found there. Reads the analysis, runs no rule.
import type { Position, Range } from '../text/range';
import { comparePositions } from '../text/range';
import { findingText } from './finding';
import { type Context, questionAt } from './question';
import { explainSubject } from './subject';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

const MOST_FINDINGS = 3;

export function hoverAt(context: Context, position: Position): Hover | undefined {
  const { analysis, rules } = context;
  const findings = analysis.findings.filter(({ range }) => isIn(position, range)).slice(0, MOST_FINDINGS);
  const question = questionAt(context, position);
  const subject = question && explainSubject(question);
  const texts = [
    ...(subject ? [subject.text] : []),
    ...findings.flatMap((finding) => findingText(finding, rules) ?? []),
  ];
  const range = subject?.range ?? findings[0]?.range;
  return range && texts.length > 0 ? { range, markdown: [...new Set(texts)].join('\n\n---\n\n') } : undefined;
}

const isIn = (position: Position, { start, end }: Range): boolean =>
  comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
