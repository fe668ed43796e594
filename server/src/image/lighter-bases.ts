// Images with compilers and headers in them, and the lighter ones that run what they make.
import { once } from '../text/once';
import type { ImageReference } from './reference';

interface Toolchain {
  readonly name: RegExp;
  /** Tags that are one; all of them when left out. */
  readonly tags?: RegExp;
  /** Tags that are none, as they hold what runs programs as well. */
  readonly but?: RegExp;
  readonly lighter: string;
}

const STATIC = 'gcr.io/distroless/static or alpine';
const TOOLCHAINS: readonly Toolchain[] = [
  { name: /^golang$/, lighter: STATIC },
  { name: /^rust$/, lighter: 'gcr.io/distroless/cc or debian:slim' },
  { name: /^gcc$/, lighter: 'gcr.io/distroless/cc or debian:slim' },
  { name: /^(?:haskell|dart|crystallang\/crystal)$/, lighter: 'debian:slim or alpine' },
  { name: /^swift$/, but: /slim/, lighter: 'swift:slim' },
  { name: /^(?:maven|gradle|sbtscala\/scala-sbt)$/, lighter: 'eclipse-temurin with a -jre tag' },
  { name: /^eclipse-temurin$/, tags: /-jdk\b/, lighter: 'the -jre tag' },
  { name: /^mcr\.microsoft\.com\/dotnet\/(?:core\/)?sdk$/, lighter: 'dotnet/aspnet or dotnet/runtime' },
  { name: /^nvidia\/cuda$/, tags: /-devel\b/, lighter: 'the -runtime tag' },
  { name: /^pytorch\/pytorch$/, tags: /-devel\b/, lighter: 'the -runtime tag' },
  { name: /^rocm\/dev-/, lighter: 'an image without the development packages' },
];

/** What is lighter than a toolchain; undefined for what is none, and for what is not known. */
export const lighterThan = once(({ name, tag = 'latest' }: ImageReference): string | undefined => {
  const found = TOOLCHAINS.find(
    (toolchain) => toolchain.name.test(name) && (toolchain.tags?.test(tag) ?? true) && !toolchain.but?.test(tag),
  );
  return found?.lighter;
});
