// What the engine itself has to say of a file, beside the rules: it is refused, too large, a template, not readable.
import type { RuleInfo } from './rule';

type Notice = Pick<RuleInfo, 'id' | 'title' | 'severity' | 'docs' | 'tag'>;

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

export const invalidCompose = notice({
  id: 'invalid-compose',
  title: 'Compose refuses this file, or would read it otherwise than it seems',
  severity: 'error',
  docs: {
    why: 'Compose stops here, or leaves out what is misspelt or of a wrong type: what was meant to protect a service then does nothing. A file that is meant to be read over another one, and a file that only a machine has, are information.',
    limits:
      'The Compose Specification as current Compose reads it. Variables count as unset where neither the file nor `.env` beside it gives them a value.',
  },
});

export const invalidDaemonJson = notice({
  id: 'invalid-daemon-json',
  title: 'The Docker daemon cannot read this file',
  severity: 'error',
  docs: {
    why: 'The daemon reads `daemon.json` as strict JSON, and does not start where that fails: no comments, no comma behind the last value, keys in double quotes.',
    limits: 'Up to 100 values nested in one another are read.',
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

export const invalidConfiguration = notice({
  id: 'invalid-configuration',
  title: 'The configuration says something that Hullwright does not know',
  severity: 'warning',
  docs: {
    why: 'A key, a value or the id of a rule in `.hullwright.yaml` is wrong, or a file that it extends cannot be used. What is wrong is left out and the default holds, so the files may be checked by other rules than it seems.',
    limits:
      'Of `.hadolint.yaml` only `ignored`, `override` and `trustedRegistries` are read, and nothing in it is reported.',
  },
});

export const unusedSuppression = notice({
  id: 'unused-suppression',
  tag: 'unnecessary',
  title: 'A suppression silences nothing',
  severity: 'info',
  docs: {
    why: 'A `# hullwright ignore=` or `# hullwright ignore-file=` names a rule that reports nothing there, or that does not exist; or an entry under `suppress` in `.hullwright.yaml` silenced nothing in an audit. What it was written for is gone, or it never worked: left in place it would silence what comes later, unseen.',
    limits:
      'Said only of rules that check the file, and not in a file that BuildKit refuses. Of an entry under `suppress` only by an audit of the whole folder that its configuration stands in, and only where a file that was audited has its path. Comments of other tools are not checked.',
  },
});

export const expiredSuppression = notice({
  id: 'expired-suppression',
  title: 'A suppression has expired',
  severity: 'warning',
  docs: {
    why: 'The day of `until`, in a comment or in `.hullwright.yaml`, is past: what was accepted for a while is reported again. Fix it, or give it another date and a reason.',
    limits: 'The day is that of the machine that checks.',
  },
});

export const missingReason = notice({
  id: 'missing-reason',
  title: 'A suppression does not say why',
  severity: 'warning',
  docs: {
    why: 'The configuration says `requireReason: true`, and this comment, or this entry under `suppress`, gives none. Write it behind a colon, `# hullwright ignore=missing-user: the entry point drops root`, or as `reason` of the entry.',
    limits: 'Comments of other tools are not asked for a reason.',
  },
});

/** Those that a configuration can turn off, or say how bad they are. */
export const configurableNotices: readonly RuleInfo[] = [expiredSuppression, missingReason, unusedSuppression];

export const notices: readonly RuleInfo[] = [
  expiredSuppression,
  invalidCompose,
  invalidConfiguration,
  invalidDaemonJson,
  invalidDockerfile,
  missingReason,
  moreFindings,
  notAnalysed,
  template,
  unreadableFile,
  unusedSuppression,
];
