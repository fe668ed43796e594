// Lines of configuration files that a stage writes which switch the check of package signatures off.
import { APT_SETTING } from '../shell/signatures';
import { isOff, isOn } from '../shell/weakness';
import type { Range } from '../text/range';
import type { Stage } from './stages';
import { isAptSetting, isSetting } from './tls';
import { type WrittenFile, writtenFilesOf } from './written-files';

export interface UnsignedLine {
  readonly range: Range;
  readonly shown: string;
}

export function unsignedLines(stage: Stage): UnsignedLine[] {
  const files = writtenFilesOf(stage);
  const whole = new Map<string, WrittenFile['lines'][]>();
  for (const { path, lines } of files) {
    const parts = whole.get(path);
    if (parts) parts.push(lines);
    else whole.set(path, [lines]);
  }
  return files.flatMap(({ path, lines }) =>
    lines.flatMap(({ text, range }) => {
      const shown = weakSetting(path, text.trim(), () => (whole.get(path) ?? []).flat());
      return shown === undefined ? [] : [{ range, shown }];
    }),
  );
}

function weakSetting(path: string, line: string, all: () => WrittenFile['lines']): string | undefined {
  if (/(?:^|\/)sources\.list$|\.list$/.test(path)) return trustedSource(line);
  if (/\.sources$/.test(path)) return /^(?:trusted|allow-insecure):\s*yes$/i.test(line) ? line : undefined;
  if (/\.repo$|(?:^|\/)(?:yum|dnf|zypp)\.conf$/.test(path)) {
    return isSetting(line, /^(?:gpgcheck|pkg_gpgcheck)$/, isOff) && !isCheckedOtherwise(all()) ? line : undefined;
  }
  if (/(?:^|\/)pacman\.conf$/.test(path)) {
    return /^(?:Remote)?SigLevel\s*=.*\b(?:Never|TrustAll)\b/.test(line) ? line : undefined;
  }
  if (/(?:^|\/)apt\.conf(?:$|\.d\/)/.test(path)) {
    return isAptSetting(line, APT_SETTING, isOn) ? line : undefined;
  }
  return undefined;
}

/** `deb [trusted=yes] http://…`, but no repository on this machine. */
export function trustedSource(line: string): string | undefined {
  const match = /^["']?deb(?:-src)?\s+\[([^\]]*)\]\s*(\S*)/.exec(line);
  const [, options = '', url = ''] = match ?? [];
  const option = options.split(/[\s]+/).find((each) => /^(?:trusted|allow-insecure)=yes$/i.test(each));
  return option && !/^(?:file|copy|cdrom):|^https?:\/\/(?:localhost|127\.)/i.test(url) ? `[${option}]` : undefined;
}

/** Signed metadata names the digest of each package; a repository on this machine is trusted as the machine is. */
const isCheckedOtherwise = (lines: WrittenFile['lines']): boolean =>
  lines.some(({ text }) => isSetting(text, /^repo_gpgcheck$/, isOn)) ||
  (lines.some(({ text }) => /^\s*baseurl\s*=\s*file:/.test(text)) &&
    !lines.some(({ text }) => /^\s*baseurl\s*=\s*http/.test(text)));
