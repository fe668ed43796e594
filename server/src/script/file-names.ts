// Which files are scripts and systemd units, by name. Many of them have nothing to do with containers: their text decides.

/** `name` is the last part of a path. */
export const isScriptName = (name: string): boolean => /\.(?:sh|bash|mk)$/i.test(name) || isMakefileName(name);

export const isMakefileName = (name: string): boolean =>
  /^(?:gnu)?makefile(?:\.[\w-]+)?$/i.test(name) ? !/\.(?:in|am|win|inc|pl)$/i.test(name) : /\.mk$/i.test(name);

/** Units, and drop-ins by the names that they mostly have: a folder's name is not seen here. */
export const isUnitName = (name: string): boolean =>
  /\.(?:service|socket)$/i.test(name) ||
  /^(?:\d+-)?[\w.-]*(?:override|docker|dockerd|tcp|remote|api|hosts?|listen|tls|options|flags|daemon|exec-?start)[\w-]*\.conf$/i.test(
    name,
  );

const DOES_SOMETHING =
  /\b(?:run|create|exec|login|swarm|usermod|useradd|gpasswd|adduser|chmod)\b|DOCKER_(?:HOST|CONTENT_TRUST)/;

/** Somebody who looks for containers has to read on; nothing else needs to be read as a script. */
export const speaksOfContainers = (text: string): boolean =>
  /\b(?:docker|podman|nerdctl)\b/i.test(text) && DOES_SOMETHING.test(text);

export const isDockersUnit = (text: string): boolean =>
  /^[ \t]*\[(?:Service|Socket)\]/m.test(text) && /dockerd?\b|podman|\b237[56]\b/i.test(text);
