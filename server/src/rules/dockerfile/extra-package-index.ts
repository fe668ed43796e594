// pip and others ask a second index beside the public one, and take the higher version from either.
import { wordReplaced } from '../../dockerfile/command-edits';
import { type ExtraIndex, extraIndexes } from '../../dockerfile/extra-indexes';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { hasOption } from '../../shell/packages';

export default dockerfileRule({
  id: 'extra-package-index',
  title: 'Packages from the first index that claims them',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  looksFor: ['extra', 'index', 'gem', 'dotnet'],
  references: [{ cwe: 427 }, { url: 'https://peps.python.org/pep-0708/' }],
  docs: {
    why: '`--extra-index-url` does not say which package comes from where: pip looks for each of them in every index and takes the highest version. Whoever uploads a package with the name of one of your private ones to the public index, with a high version, gets it into the image, and its setup code is run by the build. This is called dependency confusion.\n\nGive pip one index that serves both (`--index-url`; most private registries pass public packages on and can be told which names are theirs), or pin digests with `--require-hashes`. uv asks the first index that knows a package and no other, unless it is told to.',
    bad: 'FROM python:3.13-slim\nRUN pip install --no-cache-dir --extra-index-url https://pypi.example.com/simple tool==1.2\nUSER 65532\n',
    good: 'FROM python:3.13-slim\nRUN pip install --no-cache-dir --index-url https://pypi.example.com/simple tool==1.2\nUSER 65532\n',
    limits:
      'Read are the options and variables of pip, its configuration where the Dockerfile writes it, `gem --source`, and several sources of `dotnet restore`. Indexes that are known to be public, such as the one of PyTorch, weigh less: they cannot hold your private packages, and still anybody may claim their names elsewhere. uv counts only with an unsafe `--index-strategy`. The quick fix needs an index that has everything.',
  },
  *stage(stage) {
    for (const found of extraIndexes(stage)) {
      yield {
        range: found.range,
        message: `'${found.shown}' takes each package from whichever index has the higher version; use one index for all`,
        severity: PUBLIC.test(found.url ?? '') ? 'info' : 'warning',
        fixes: fixesOf(found),
      };
    }
  },
});

const PUBLIC =
  /^["']?https?:\/\/(?:[\w-]+\.)*(?:pytorch\.org|pypi\.org|nvidia\.com|piwheels\.org|pyg\.org|vllm\.ai|flashinfer\.ai|anaconda\.org|abetlen\.github\.io|googleapis\.com)\//;

function fixesOf({ option: found, url }: ExtraIndex): Fix[] {
  if (!found) return [];
  const { step, option } = found;
  const { at } = step;
  const word = at.command.args.find(({ start }) => start === option.start);
  if (step.manager !== 'pip' || PUBLIC.test(url ?? '')) return [];
  const isOnly = step.options.filter(({ name }) => name === option.name).length === 1;
  if (!word || !isOnly || hasOption(step, /^(?:-i|--index-url)$/)) return [];
  const edit = wordReplaced(
    at,
    word,
    word.text.replace(/^(["']?)--extra-index-url/, '$1--index-url').replace(/^["']|["']$/g, ''),
  );
  if (!edit || word.text.startsWith("'")) return [];
  return [
    {
      title: "Ask this index alone: '--index-url'",
      safety: 'suggested',
      delta: { changes: [at.step.instruction.name] },
      edits: () => [{ edits: [edit] }],
    },
  ];
}
