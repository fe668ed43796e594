// What the engine itself has to say of a file, beside the rules: it is refused, too large, a template, not readable.
import type { RuleInfo } from './rule';

type Notice = Pick<RuleInfo, 'id' | 'title' | 'severity' | 'docs'>;

const notice = (info: Notice): RuleInfo => ({
  ...info,
  confidence: 'high',
  category: 'syntax',
  recommended: true,
  references: [],
});

export const invalidDockerfile = notice({
  id: 'invalid-dockerfile',
  title: 'BuildKit refuses this Dockerfile',
  severity: 'error',
  docs: {
    why: 'The build stops here: BuildKit cannot read the file, or does not accept the instruction. The message is BuildKit’s own where it is clear.',
    limits:
      'The rules are those of the current stable Dockerfile frontend. A `# syntax=` directive can select another frontend with other instructions.',
  },
});

export const notAnalysed = notice({
  id: 'not-analysed',
  title: 'The file is too large to be analysed',
  severity: 'info',
  docs: {
    why: 'Files over 1 MB are not analysed, so that nothing a workspace holds can slow down the editor. A Dockerfile of that size is generated, or no Dockerfile.',
    limits: 'The limit is fixed.',
  },
});

export const template = notice({
  id: 'template',
  title: 'A template is not analysed',
  severity: 'info',
  docs: {
    why: 'The file is a template (`.j2`, `.tmpl`, `.tpl`, `.erb`, `.in`): what BuildKit reads is what the template makes. Audit the file that it is rendered to.',
    limits: 'A template is recognised by its name alone.',
  },
});

export const unreadableFile = notice({
  id: 'unreadable-file',
  title: 'The file cannot be read',
  severity: 'error',
  docs: {
    why: 'A file that was to be audited does not exist or cannot be opened. An audit that leaves it out would say less than it seems to.',
    limits: 'None.',
  },
});

export const moreFindings = notice({
  id: 'more-findings',
  title: 'There are more findings than are shown',
  severity: 'info',
  docs: {
    why: 'An editor shows at most 1,000 problems of a file. The worst are shown; the audit and the command line list all.',
    limits: 'None.',
  },
});

export const notices: readonly RuleInfo[] = [invalidDockerfile, moreFindings, notAnalysed, template, unreadableFile];
