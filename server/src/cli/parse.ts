// `hullwright parse FILE…`: one line of JSON a file, as the reader understood it. A debugging aid, and what differential
// tests against BuildKit compare.

import { toLower } from '../dockerfile/go-text';
import { readDockerfile, syntaxProblem } from '../dockerfile/read';
import type { Instruction, PlacedInstruction } from '../dockerfile/syntax';
import { fileProblem } from '../dockerfile/validate';

interface ParsedInstruction {
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
  readonly args: readonly string[];
  readonly json?: true;
  readonly flags?: readonly string[];
  readonly heredocs?: readonly { name: string; content: string; expand: boolean; chomp: boolean }[];
}

export interface ParsedFile {
  readonly escape?: string;
  readonly instructions?: readonly ParsedInstruction[];
  readonly stages?: readonly string[];
  readonly error?: string;
  readonly instructionError?: string;
}

/** Lines are counted from 1, as BuildKit does. */
export function parsedFile(text: string): ParsedFile {
  const syntax = readDockerfile(text);
  const refused = syntaxProblem(syntax);
  if (refused) return { error: refused.message };
  const { instructions } = syntax;
  const parsed = { escape: syntax.directives.escape, instructions: instructions.map(parsedInstruction) };
  const problem = fileProblem(syntax);
  return problem ? { ...parsed, instructionError: problem.message } : { ...parsed, stages: stagesOf(instructions) };
}

const texts = (words: Instruction['args']): string[] => words.map(({ text }) => text);

function parsedInstruction({ line, instruction }: PlacedInstruction): ParsedInstruction {
  const { trigger, json, flags, heredocs } = instruction;
  return {
    keyword: instruction.keyword.text.toUpperCase(),
    start: line + 1,
    end: line + instruction.lineCount,
    args: trigger ? ['', parsedTrigger(trigger)] : texts(instruction.args),
    ...(json ? { json } : {}),
    ...(flags.length > 0 ? { flags: texts(flags) } : {}),
    ...(heredocs.length > 0
      ? { heredocs: heredocs.map(({ name, content, expand, chomp }) => ({ name, content, expand, chomp })) }
      : {}),
  };
}

const parsedTrigger = ({ keyword, flags, args, trigger }: Instruction): string =>
  `CHILD:${keyword.text}:${texts(flags).join(',')}:[${trigger ? '' : texts(args).join(' ')}]`;

function stagesOf(instructions: readonly PlacedInstruction[]): string[] {
  return instructions
    .filter(({ instruction }) => instruction.name === 'FROM')
    .map(({ instruction: { args } }) => `${toLower(args[2]?.text ?? '')}<-${args[0]?.text ?? ''}`);
}
