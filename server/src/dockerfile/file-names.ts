// Which files are Dockerfiles, by name alone. Case does not matter.

const DOCKERFILE = /^(?:dockerfile|containerfile)(?:$|[.-].)|.\.(?:dockerfile|containerfile)$/;
const OTHER = /\.(?:dockerignore|containerignore|md|ts|js|py|java)$/;
const TEMPLATE = /\.(?:j2|tmpl|tpl|erb|in)$/;

/** Belongs to another language, whatever it begins with. */
export const isOtherName = (name: string): boolean => OTHER.test(name.toLowerCase());

/** `name` is the last part of a path. */
export function isDockerfileName(name: string): boolean {
  const lower = name.toLowerCase();
  return DOCKERFILE.test(lower) && !isOtherName(name);
}

/** A template that a Dockerfile is made from. */
export const isTemplateName = (name: string): boolean => TEMPLATE.test(name.toLowerCase());
