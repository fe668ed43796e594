// The tags of a repository, page by page. Source: the distribution specification of the OCI, "Listing tags".
import { jsonObject } from './json';
import type { Place } from './manifests';

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const PER_PAGE = 1_000;
const MAX_PAGES = 10;
const MAX_BYTES = 4 * 1_048_576;

/** The first of them where there are very many; none where the registry does not tell. Rejects with a RegistryFailure. */
export async function tagsOf({ session, repository }: Place, signal: AbortSignal): Promise<readonly string[]> {
  const tags: string[] = [];
  let path: string | undefined = `/v2/${repository}/tags/list?n=${PER_PAGE}`;
  for (let page = 0; path !== undefined && page < MAX_PAGES; page++) {
    const asked = { method: 'GET', path, repository, accept: 'application/json', maxBytes: MAX_BYTES } as const;
    const { status, headers, body } = await session.ask(asked, signal);
    const said = status === 200 ? jsonObject(body)?.tags : undefined;
    if (!Array.isArray(said)) break;
    for (const tag of said) if (typeof tag === 'string' && TAG.test(tag)) tags.push(tag);
    path = nextPage(headers.link, path);
  }
  return tags;
}

/** Of the header `Link: </v2/…?last=x>; rel="next"` the path alone: no other host is asked. */
function nextPage(link: string | string[] | undefined, current: string): string | undefined {
  const [, target] = /^<([^<>]+)>;\s*rel="?next"?$/.exec(String(link ?? '')) ?? [];
  const base = `https://registry.invalid${current}`;
  if (target === undefined || !URL.canParse(target, base)) return undefined;
  const { pathname, search } = new URL(target, base);
  return pathname === new URL(base).pathname ? pathname + search : undefined;
}
