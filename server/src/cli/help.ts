// What `--help` prints.

export const helpText = `Hullwright checks Dockerfiles for security, explains each finding and fixes it.

Usage:
  hullwright audit [PATH…]     check files and folders (default: this folder)
  hullwright fix [PATH…]       apply the fixes that keep a file's meaning or tighten it, in place
  hullwright pin [PATH…]       put digests behind the tags of images, as their registries tell them
  hullwright image NAME…       what their registries tell of images: user, age, platforms, size, signature, attestations
  hullwright host              audit the Docker host that this runs on: reads files, runs nothing, changes nothing
  hullwright explain RULE      why a rule reports, with examples
  hullwright lsp --stdio       language server for editors
  hullwright parse FILE…       one line of JSON a file, as BuildKit reads it; --compose: as Compose does

A folder is searched for Dockerfiles as .gitignore allows; a file named here is checked whatever .gitignore says.
The nearest .hullwright.yaml upward within the repository says which rules check a file, and how.

audit:
  --format text|json|sarif|html               default: text
  --profile recommended|strict|cis            which rules check, whatever a configuration says; default: recommended
  --fail-on error|warning|info|hint|none      least severity that makes the exit code 1; default: warning
  --output FILE                               write the report there

fix:
  --profile recommended|strict|cis            default: recommended
  --suggested                                 apply suggested fixes as well: look at what they change
  --diff                                      print the changes, write nothing

pin:
  --refresh                                   renew digests whose tag has moved, too
  --check                                     write nothing; exit code 1 when a tag has moved from its digest, or a
                                              digest is gone
  --diff                                      print the changes, write nothing

image:
  --format text|json                          default: text
  --key FILE                                  cosign's public key, in place of images.keys; exit code 1 when an image is
                                              not signed with it
  --platform OS/ARCHITECTURE                  default: linux/amd64, or the first that there is

host:
  --root DIR                                  the host's files are below this folder; default: /
  --format text|json|sarif                    default: text

pin, image:
  --insecure HOST[,HOST…]                     registries that may be asked without TLS, or with any certificate

audit, fix, pin, image:
  --config FILE                               use this configuration for all files
  --no-config                                 use none

  -h, --help
  -v, --version

Exit code: 0 nothing at the threshold, 1 findings at or above it, a pin that does not hold, or an image that is not
signed with the key, 2 wrong usage, an internal error, or a file or an image that could not be read, written or asked for.
NO_COLOR and FORCE_COLOR are honoured. Only pin and image use the network, and lsp when its editor says so: they ask the
registries of the images, with your logins of docker and podman. The others send nothing anywhere.
`;
