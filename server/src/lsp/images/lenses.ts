// Above each FROM of an image: how it is pinned, and what can be done about it.
import type { CodeLens } from 'vscode-languageserver';
import type { Context } from '../../explain/question';
import { pinSummary } from '../../explain/registry-facts';
import { hostsAsked, type Mirrors } from '../../image/mirrors';
import { withoutDigest } from '../../image/reference';
import { visible } from '../../report/visible';
import { rangeOf } from '../../text/range';
import type { OpenDocument } from '../open-document';
import { type ImageCommand, type ImagePlace, LOOK_UP, PIN_IMAGE, REFRESH_PIN } from './commands';
import { imagesOf } from './placed-images';
import { isClosed, type Reach } from './reach';

interface Asked {
  readonly reach: Reach;
  readonly mirrors: Mirrors;
}

export function pinLenses(context: Context, document: OpenDocument, { reach, mirrors }: Asked): CodeLens[] {
  const { analysis, facts, registry } = context;
  const { lineBreaks, uri } = document;
  const stages = new Map(analysis.dockerfile?.stages.map(({ line, stage }) => [line, stage]));
  return imagesOf(analysis).uses.flatMap((use) =>
    use.namedAt.flatMap(({ start: { line } }): CodeLens[] => {
      const { reference } = use;
      if (stages.get(line)?.base.kind !== 'image') return [];
      const range = lineBreaks.toEditor(rangeOf(line, 0, line, 0));
      const answers = { image: registry?.(reference), tag: registry?.(withoutDigest(reference)) };
      const { title, advice } = pinSummary(reference, answers, facts.today);
      const place: ImagePlace = { uri, position: lineBreaks.toEditor(use.range).start };
      const lens = (text: string, command: ImageCommand | ''): CodeLens => ({
        range,
        command: { title: text, command, ...(command === '' ? {} : { arguments: [place] }) },
      });
      const asks = `(asks ${visible([...hostsAsked([reference], mirrors)].sort().join(', '))})`;
      const isAsked = !isClosed(reach);
      const offered = isAsked && advice === 'pin' ? [lens(`Pin to digest ${asks}`, PIN_IMAGE)] : [];
      const refresh = isAsked && advice === 'refresh' ? [lens(`Refresh pin ${asks}`, REFRESH_PIN)] : [];
      const lookUp = isAsked && !answers.image ? [lens(`Look up ${asks}`, LOOK_UP)] : [];
      return [lens(title, ''), ...offered, ...refresh, ...lookUp];
    }),
  );
}
