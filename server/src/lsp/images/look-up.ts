// What a registry says of an image, asked for by a command and told in a line.
import { registryLine } from '../../explain/registry-facts';
import type { RegistryAnswer, RegistryFacts } from '../../image/registry-facts';
import { reasonOf } from '../../workspace/file-system';
import type { FoundImage } from './image-at';
import { bothOf } from './learned-images';
import type { ImagesOutcome } from './outcome';
import { leftImage } from './pin-files';
import type { ImageSource } from './registries';

export async function lookUp({ file, use }: FoundImage, source: ImageSource): Promise<ImagesOutcome> {
  const nothing = { scope: 'image', images: 0, files: 0, isLookUp: true } as const;
  try {
    const [facts, tag] = await Promise.all(bothOf(use.reference).map((reference) => source.factsOf(reference)));
    const said = registryLine(use.reference, { image: known(facts), tag: known(tag ?? facts) });
    return { ...nothing, left: [], said };
  } catch (error) {
    return { ...nothing, left: [leftImage(file, use, reasonOf(error))] };
  }
}

const known = (facts: RegistryFacts | undefined): RegistryAnswer | undefined => facts && { kind: 'known', facts };
