/** Every name that a county's mapping gives in one request: equal ones, or one that leads into another, would overwrite in silence. */
import { configInvalid } from './config-fault.ts';
import type { CountyMapping, DocumentMapping, PictureMapping } from './county-mapping.ts';

interface Given {
  /** The dotted name in the body, in a header or among the parameters. */
  readonly name: string;
  /** Where the mapping gives it. */
  readonly at: string;
}

/**
 * @param path where the configuration names the mapping, for the message
 * @throws CodedError config.invalid name-twice, at the later of the two
 */
export function checkCountyNames({ documents, sign, test, wrap }: CountyMapping, path: string): void {
  const { appId, nonce, signature, timestamp } = sign;
  const places = Object.entries({ appId, timestamp, ...(nonce === undefined ? {} : { nonce }), signature });
  const signs = places.map(([what, place]) => ({ name: place.name, in: place.in, at: `${path}.sign.${what}.name` }));
  // Names of headers are the same in capitals.
  refuseTwice(signs.filter((one) => one.in === 'header').map(({ at, name }) => ({ at, name: name.toLowerCase() })));
  refuseTwice(signs.filter((one) => one.in === 'query'));
  const beside = signs.filter((one) => one.in === 'body');
  const request = (members: readonly Given[]): void => {
    if (wrap === null) return refuseTwice([...members, ...beside]);
    refuseTwice(members);
    refuseTwice([{ name: wrap, at: `${path}.wrap` }, ...beside]);
  };
  const mark = test === null ? [] : [{ name: test.to, at: `${path}.test.to` }];
  for (const [kind, document] of Object.entries(documents as Record<string, DocumentMapping | undefined>)) {
    if (document === undefined) continue;
    const here = `${path}.documents.${kind}`;
    const { fields, pictures } = document;
    request([...namesOf(fields, `${here}.fields`), ...inDocument(pictures, `${here}.pictures`), ...mark]);
    if (pictures?.in === 'list') refuseTwice(ofPicture(pictures.picture, `${here}.pictures.picture`));
    if (pictures?.in === 'own')
      request([
        ...namesOf(pictures.fields, `${here}.pictures.fields`),
        ...ofPicture(pictures.picture, `${here}.pictures.picture`),
      ]);
  }
}

const namesOf = (fields: DocumentMapping['fields'], at: string): Given[] =>
  fields.map(({ to }, index) => ({ name: to, at: `${at}.${index}.to` }));

function inDocument(pictures: DocumentMapping['pictures'], at: string): Given[] {
  if (pictures?.in === 'list') return [{ name: pictures.to, at: `${at}.to` }];
  if (pictures?.in !== 'fields') return [];
  return Object.entries(pictures.roles).map(([role, name]) => ({ name, at: `${at}.roles.${role}` }));
}

function ofPicture({ content, role, sha256, takenAt }: PictureMapping, at: string): Given[] {
  return [
    { name: content, at: `${at}.content` },
    ...(role === undefined ? [] : [{ name: role.to, at: `${at}.role.to` }]),
    ...(sha256 === undefined ? [] : [{ name: sha256, at: `${at}.sha256` }]),
    ...(takenAt === undefined ? [] : [{ name: takenAt.to, at: `${at}.takenAt.to` }]),
  ];
}

function refuseTwice(all: readonly Given[]): void {
  for (const [index, { at, name }] of all.entries())
    if (all.slice(0, index).some((other) => within(name, other.name) || within(other.name, name)))
      throw configInvalid(at, 'name-twice');
}

const within = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);
