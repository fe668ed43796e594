// The image of a service has no tag, or one that moves with every release.
import { imageOf, isPulled, knownEnd, type ServiceImage } from '../../compose/image';
import type { Project, Service } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import type { ImageFacts } from '../../image/facts';
import { isFloating, namedRelease, tagOf } from '../../image/floating';
import { writeInstead } from '../../rule/compose-fixes';
import { atLine } from '../../rule/compose-reports';
import type { Facts } from '../../rule/facts';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import { Kept } from '../../text/kept';
import { once } from '../../text/once';

export default composeRule({
  id: 'floating-image',
  title: 'Image without a version',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '5.28' }, { cwe: 1357 }],
  docs: {
    why: 'Without a tag Docker takes `latest`, and tags like `latest`, `stable` or `alpine` move to the next release without a word: what is pulled tomorrow is another program than today, and two hosts may run different ones.',
    bad: 'services:\n  web:\n    image: nginx:latest\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n',
    limits:
      'Nothing is said of an image that the file builds itself, of one that is never pulled, and of a reference with a digest. A tag with a version can move as well: only a digest does not. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *project(project, { facts }) {
    const built = namesBuilt(project);
    for (const { service, line } of project.services) {
      const floating = floatingTag(service);
      if (!floating || built.has(floating.image.text)) continue;
      yield atLine(reportOf(service, floating, facts), line);
    }
  },
});

interface Floating {
  readonly image: ServiceImage;
  readonly tag: string;
}

/** The tag that names no version; undefined where there is one, or none is known. */
const floatingTag = once((service: Service): Floating | undefined => {
  const image = imageOf(service);
  if (!image || !isPulled(service) || !isHere(service, image.node)) return undefined;
  const tag = tagOf(knownEnd(image));
  return tag !== undefined && isFloating(tag) ? { image, tag } : undefined;
});

/** The same report while the same is known of images. */
function reportOf(service: Service, floating: Floating, { images }: Facts): Report {
  const before = told.get(floating);
  if (before?.images === images) return before.report;
  const report = floatingImage(service, floating, images);
  told.set(floating, { images, report });
  return report;
}

const told = new Kept<Floating, { readonly images: ImageFacts; readonly report: Report }>();

function floatingImage(service: Service, { image, tag }: Floating, images: ImageFacts): Report {
  const shown = image.reference?.name ?? 'this image';
  const release = namedRelease(image.node.written, images);
  return {
    range: placeOf(service, image.node),
    message:
      tag === ''
        ? `'${shown}' has no tag, which means 'latest' and changes with every release; name a version`
        : `'${tag}' names no version of '${shown}' and changes with every release; name a version`,
    fixes: release ? writeInstead(service, ['image'], release.text, release.title) : [],
  };
}

/** Images that services of the project build: nothing is pulled under their names. */
function namesBuilt({ all }: Project): ReadonlySet<string> {
  const built = new Set<string>();
  for (const service of all.values()) {
    const name = builtName(service);
    if (name !== undefined) built.add(name);
  }
  return built;
}

const builtName = once((service: Service) => (isPulled(service) ? undefined : imageOf(service)?.text));
