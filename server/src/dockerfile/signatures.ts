// Lines of configuration files that a stage writes which switch the check of package signatures off.
import { aptConfSettings } from '../shell/apt-conf';
import { APT_SETTING } from '../shell/signatures';
import { isOff, isOn } from '../shell/weakness';
import type { Range } from '../text/range';
import type { Stage } from './stages';
import { isSetting } from './tls';
import { type WrittenFile, writtenFilesOf } from './written-files';

export interface UnsignedLine {
  readonly range: Range;
  readonly shown: string;
}

export function unsignedLines(stage: Stage): UnsignedLine[] {
  const files = writtenFilesOf(stage);
  return files.flatMap((file) => {
    if (APT_CONF.test(file.path)) return aptConfLines(file);
    const read = readerOf(file.path);
    if (!read) return [];
    const all = (): WrittenFile['lines'] =>
      files.filter(({ path }) => path === file.path).flatMap(({ lines }) => lines);
    return file.lines.flatMap(({ text, range }) => {
      const shown = read(text.trim(), all);
      return shown === undefined ? [] : [{ range, shown }];
    });
  });
}

/** What in a line switches the check off; `all` are the lines of the same file. */
type LineReader = (line: string, all: () => WrittenFile['lines']) => string | undefined;

const FILES: readonly (readonly [RegExp, LineReader])[] = [
  [/(?:^|\/)sources\.list$|\.list$/, (line) => trustedSource(line)],
  [
    /\.sources$/,
    (line) => (/^(?:trusted|allow-insecure):\s*(?:yes|true|1|on|with|enable)$/i.test(line) ? line : undefined),
  ],
  [
    /\.repo$|(?:^|\/)(?:yum|dnf|zypp)\.conf$/,
    (line, all) =>
      isSetting(line, /^(?:gpgcheck|pkg_gpgcheck)$/, isOff) && !isCheckedOtherwise(all()) ? line : undefined,
  ],
  [
    /(?:^|\/)pacman\.conf$/,
    (line) => (/^(?:Remote)?SigLevel\s*=.*\b(?:Never|TrustAll)\b/.test(line) ? line : undefined),
  ],
];

const APT_CONF = /(?:^|\/)apt\.conf(?:$|\.d\/)/;

function aptConfLines({ lines }: WrittenFile): UnsignedLine[] {
  const settings = aptConfSettings(lines.map(({ text }) => text));
  return settings.flatMap(({ key, value, line }) => {
    const range = lines[line]?.range;
    return range && APT_SETTING.test(key) && isOn(value) ? [{ range, shown: `${key} "${value}"` }] : [];
  });
}

/** By the file's name; undefined for a file that has nothing to say of signatures. */
const readerOf = (path: string): LineReader | undefined => FILES.find(([name]) => name.test(path))?.[1];

/** `deb [trusted=yes] http://…`, but no repository on this machine. */
export function trustedSource(line: string): string | undefined {
  const match = /^["']?deb(?:-src)?\s+\[([^\]]*)\]\s*(\S*)/.exec(line);
  const [, options = '', url = ''] = match ?? [];
  const option = options
    .split(/[\s]+/)
    .find((each) => /^(?:trusted|allow-insecure)=(?:yes|true|1|on|with|enable)$/i.test(each));
  return option && !/^(?:file|copy|cdrom):|^https?:\/\/(?:localhost|127\.)/i.test(url) ? `[${option}]` : undefined;
}

/** Signed metadata names the digest of each package; a repository on this machine is trusted as the machine is. */
const isCheckedOtherwise = (lines: WrittenFile['lines']): boolean =>
  lines.some(({ text }) => isSetting(text, /^repo_gpgcheck$/, isOn)) ||
  (lines.some(({ text }) => /^\s*baseurl\s*=\s*file:/.test(text)) &&
    !lines.some(({ text }) => /^\s*baseurl\s*=\s*http/.test(text)));
