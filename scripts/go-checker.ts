// A Go program of this folder that answers questions, a line each: the readers that ours are compared with.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Answers lines with as many. */
export type Checker = (lines: readonly string[]) => string[];

/** Builds what lies in `scripts/NAME`, outside of it: nothing is written beside the sources. */
export function goChecker(name: string): Checker {
  const source = `scripts/${name}`;
  const build = `.cache/${name}`;
  mkdirSync(build, { recursive: true });
  copyFileSync(`${source}/main.go`, `${build}/main.go`);
  const wanted = readFileSync(`${source}/go.mod`, 'utf8');
  const stamp = `${build}/tidied.mod`;
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    copyFileSync(`${source}/go.mod`, `${build}/go.mod`);
    run('go', ['mod', 'tidy'], { cwd: build });
    copyFileSync(`${source}/go.mod`, stamp);
  }
  run('go', ['build', '-o', 'checker', '.'], { cwd: build });
  const checker = path.resolve(build, 'checker');
  return (lines) =>
    run(checker, [], { input: lines.map((line) => `${line}\n`).join('') })
      .split('\n')
      .slice(0, -1);
}

function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string },
): string {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.error?.message ?? result.stderr}`);
  return result.stdout;
}
