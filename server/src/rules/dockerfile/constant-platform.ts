// FROM with a platform that is always the same.
import { platformFlag, withoutPlatform } from '../../dockerfile/platform-flag';
import { rangeOfWord } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const PLATFORM = /^(?:[a-z0-9_]+(?:\/[a-z0-9_.-]+){0,2})$/i;
/** A name for one part alone: the other is the machine's own. */
const SYSTEM = /^(?:linux|windows|darwin|freebsd)$/;

export default dockerfileRule({
  id: 'constant-platform',
  title: 'FROM with a constant platform',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    { buildkit: 'FromPlatformFlagConstDisallowed' },
    { hadolint: 'DL3029' },
    { kics: 'b16e8501-ef3c-44e1-a543-a093238099c9' },
    { semgrep: 'dockerfile.best-practice.avoid-platform-with-from.avoid-platform-with-from' },
  ],
  docs: {
    why: 'The stage has this platform whatever the build asks for: `docker build --platform` makes an image whose layers are of another one, and machines of another kind emulate it, slowly, or refuse it. `--platform=$BUILDPLATFORM` is for a stage that compiles for others.',
    bad: 'FROM --platform=linux/amd64 node:24.4-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits: 'Nothing is said of a stage whose name says the platform, as `AS build_amd64`.',
  },
  *stage(stage) {
    const flag = platformFlag(stage);
    if (!flag || !PLATFORM.test(flag.value.text)) return;
    const [first = '', second] = flag.value.text.toLowerCase().split('/');
    const parts = second === undefined ? [first] : [first, second];
    if (parts.some((part) => stage.name?.includes(part))) return;
    const edit = withoutPlatform(flag);
    const delta = { changes: ['FROM'] };
    const fixes: Fix[] = [];
    if (edit)
      fixes.push({
        title: 'Build for the platform that is asked for',
        safety: 'suggested',
        delta,
        edits: () => [{ edits: [edit] }],
      });
    if (!stage.isFinal && flag.value.start > flag.flag.start && !SYSTEM.test(flag.value.text)) {
      const range = rangeOfWord(flag.from, flag.value);
      const edits = [{ range, newText: '$BUILDPLATFORM' }];
      fixes.push({
        title: "Build on the machine's own platform",
        safety: 'suggested',
        delta,
        edits: () => [{ edits }],
      });
    }
    yield {
      range: rangeOfWord(flag.from, flag.flag),
      message: `the platform is always '${flag.value.text}', whatever the build asks for; leave it out or use a variable`,
      fixes,
    };
  },
});
