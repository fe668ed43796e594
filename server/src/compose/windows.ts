// Containers of Windows know neither capabilities nor read-only file systems: what a service says that only they have.
import { imageOf } from './image';
import { type Service, textOf, valueOf } from './model';
import { mountsOf } from './mounts';
import { networksOf } from './networks';

const IMAGE = /windowsservercore|nanoserver|(?:^|[/:-])windows(?:[/:-]|$)/i;
const NETWORK = /^(?:nat|transparent|l2bridge|l2tunnel)$/;

export function runsOnWindows(service: Service): boolean {
  if (valueOf(service, 'isolation') || textOf(valueOf(service, 'platform'))?.startsWith('windows')) return true;
  // Images that bring Windows as a virtual machine are containers of Linux.
  const image = imageOf(service)?.text ?? '';
  if (IMAGE.test(image) && !/^(?:ghcr\.io\/)?dockurr?\//.test(image)) return true;
  if (mountsOf(service).some(({ type, target }) => type === 'npipe' || /^[A-Z]:/.test(target ?? ''))) return true;
  const attached = networksOf(service).map(({ name }) => name);
  return (attached.length > 0 ? attached : ['default']).some((name) => {
    const network = service.resources.networks.get(name);
    return NETWORK.test(network?.driver ?? '') || network?.values.get('name') === 'nat';
  });
}
