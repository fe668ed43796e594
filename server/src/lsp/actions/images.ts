// Pins as actions: commands that ask the image's registry when they are run, and taking a pin away, which asks nobody.
import { CodeActionKind, type Command } from 'vscode-languageserver';
import { envFilesOf } from '../../compose/env-files';
import type { EnvImageUse } from '../../compose/image-uses';
import type { ImageUse } from '../../dockerfile/image-uses';
import { isMeant, unpinEdit } from '../../dockerfile/pin-edit';
import { hostsAsked } from '../../image/mirrors';
import { visible } from '../../report/visible';
import type { Finding } from '../../rule/finding';
import { overlaps } from '../../text/range';
import { type ImageCommand, type ImagePlace, PIN_FILE, PIN_IMAGE, REFRESH_PIN } from '../images/commands';
import { envImagesIn } from '../images/env-images';
import { imagesIn, imagesOf } from '../images/placed-images';
import { isClosed } from '../images/reach';
import { type Asked, editOfFiles, type Offer } from './offer';

/** What pins answer. */
const UNPINNED = 'unpinned-base-image';

/** For findings that a digest answers. */
export function pinFixOffers(asked: Asked, touched: readonly Finding[]): Offer[] {
  if (isClosed(asked.reach)) return [];
  return touched
    .filter(({ rule }) => rule === UNPINNED)
    .flatMap((finding) =>
      imagesIn(asked.analysis, finding.range)
        .filter(({ reference }) => isMeant(reference, 'pin'))
        .map((use) => ({ ...pinOffer(asked, use, PIN_IMAGE, CodeActionKind.QuickFix), findings: [finding] })),
    );
}

/** For every image that is pointed at, but those that `fixed` answers already. */
export function pinRewriteOffers(asked: Asked, fixed: readonly Finding[]): Offer[] {
  const isFixed = ({ namedAt }: ImageUse): boolean =>
    fixed.some(({ rule, range }) => rule === UNPINNED && namedAt.some((named) => overlaps(named, range)));
  const uses = imagesIn(asked.analysis, asked.range).filter((use) => !isFixed(use));
  const inEnv = envImagesIn(asked.analysis, asked.range);
  return [
    ...uses.flatMap((use) => offersFor(asked, use)),
    ...inEnv.flatMap((each) => envOffers(asked, each)),
    ...fileOffers(asked, [...uses, ...inEnv.map(({ use }) => use)]),
  ];
}

/** The text is that of `.env`: only where this file names it can the command be told. */
function envOffers(asked: Asked, { use, named }: EnvImageUse): Offer[] {
  const command = commandFor(use);
  if (!command || isClosed(asked.reach)) return [];
  return [pinOffer(asked, { ...use, range: named }, command, REWRITE, ' in .env')];
}

const commandFor = ({ reference }: ImageUse): ImageCommand | undefined =>
  isMeant(reference, 'pin') ? PIN_IMAGE : isMeant(reference, 'refresh') ? REFRESH_PIN : undefined;

function offersFor(asked: Asked, use: ImageUse): Offer[] {
  const command = commandFor(use);
  const edit = unpinEdit(use);
  const title = `Unpin from the digest`;
  return [
    ...(command && !isClosed(asked.reach) ? [pinOffer(asked, use, command, REWRITE)] : []),
    ...(edit
      ? [{ title, kind: REWRITE, findings: [], edit: () => editOfFiles(asked, title, [{ edits: [edit] }]) }]
      : []),
  ];
}

const REWRITE = CodeActionKind.RefactorRewrite;

function pinOffer(asked: Asked, use: ImageUse, command: ImageCommand, kind: string, where = ''): Offer {
  const { document } = asked;
  const { start } = document.lineBreaks.toEditor(use.range);
  const place: ImagePlace = { uri: document.uri, position: start, version: document.version };
  const what = command === PIN_IMAGE ? 'Pin to digest' : 'Refresh pin';
  return commandOffer(`${what}${where} (asks ${hostsText([use], asked)})`, kind, { command, arguments: [place] });
}

/** Where there are more than the one that is pointed at. */
function fileOffers(asked: Asked, touched: readonly ImageUse[]): Offer[] {
  const inEnv = asked.analysis.compose ? envFilesOf([asked.analysis.compose]).flatMap(({ uses }) => uses) : [];
  const all = [...imagesOf(asked.analysis).uses, ...inEnv].filter(({ reference }) => isMeant(reference, 'pin'));
  if (isClosed(asked.reach) || touched.length === 0 || all.length < 2) return [];
  const { uri } = asked.document;
  return [
    commandOffer(`Pin all images in file (asks ${hostsText(all, asked)})`, REWRITE, {
      command: PIN_FILE,
      arguments: [{ uri }],
    }),
  ];
}

const hostsText = (uses: readonly ImageUse[], { mirrors }: Asked): string => {
  const references = uses.map(({ reference }) => reference);
  return visible([...hostsAsked(references, mirrors)].sort().join(', '));
};

const commandOffer = (title: string, kind: string, command: Omit<Command, 'title'>): Offer => ({
  title,
  kind,
  findings: [],
  command: { title, ...command },
});
