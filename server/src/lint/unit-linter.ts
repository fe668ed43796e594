// Runs the rules over a systemd unit: those on units, those on the containers that it starts, and those on daemon.json over the
// options that it gives to the daemon.
import type { DaemonFile } from '../daemon/model';
import type { Report } from '../rule/finding';
import type { Rule } from '../rule/rule';
import { readUnit, type UnitFile } from '../script/unit';
import { comparePositions, type Range } from '../text/range';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { type Anatomy, type Around, type Asked, FileLinter, type LintOptions } from './file-linter';
import { HashComments } from './hash-comments';
import { reportsOn } from './script-linter';

const ANATOMY: Anatomy<UnitFile, never> = {
  parts: () => [],
  refusals: () => [],
  refusalsOf: () => [],
  notices: [],
};

export class UnitLinter implements TextLinter {
  private readonly linter: FileLinter<UnitFile, never>;

  constructor(options: LintOptions<Rule>) {
    this.linter = new FileLinter(options, ANATOMY, options.rules.flatMap(askedOf));
  }

  ignores(uri: string): boolean {
    return this.linter.ignores(uri);
  }

  analyseText(uri: string, text: string, around?: Around): Analysis {
    return this.analyse(uri, readUnit(text), around);
  }

  analyse(uri: string, unit: UnitFile, around?: Around): Analysis {
    return this.linter.analyse({ uri, file: unit, commented: new HashComments(unit.lines) }, around);
  }
}

function askedOf(rule: Rule): Asked<UnitFile, never>[] {
  switch (rule.kind) {
    case 'unit':
      return [{ rule, file: rule.file }];
    case 'script':
      return [{ rule, file: (unit, context) => reportsOn(rule, unit, context) }];
    case 'daemon':
      if (rule.reportsAbsence) return [];
      return [
        {
          rule,
          file: ({ daemons }, context) => daemons.flatMap((daemon) => saidOf(rule.file?.(daemon, context), daemon)),
        },
      ];
    default:
      return [];
  }
}

/** What is missing among the options may stand in daemon.json, and an edit of JSON is none of a unit. */
function saidOf(reports: Iterable<Report> = [], { root }: DaemonFile): Report[] {
  const isMissing = ({ start }: Range): boolean =>
    root !== undefined && comparePositions(start, root.range.start) === 0;
  return [...reports].filter(({ range }) => !isMissing(range)).map((report) => ({ ...report, fixes: [] }));
}
