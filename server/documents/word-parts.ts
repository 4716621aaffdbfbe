import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Relationship, WordPackage } from './word-package';
import type { XmlElement } from './xml-tree';

type Links = ReadonlyMap<string, Relationship>;

/** The parts of a Word file that are read; pictures, fonts, themes and embedded files are never unpacked. */
export interface WordParts {
  document: XmlElement;
  links: Links;
  styles: XmlElement | null;
  numbering: XmlElement | null;
  footnotes: { tree: XmlElement | null; links: Links };
  endnotes: { tree: XmlElement | null; links: Links };
  comments: XmlElement | null;
  /** Which comments are replies to others. */
  commentsExtended: XmlElement | null;
  /** Headers and footers. */
  margins: XmlElement[];
  core: XmlElement | null;
}

export function readWordParts(opened: WordPackage): WordParts | Refusal {
  const document = opened.part(opened.mainPart);
  const relationships = opened.relationships(opened.mainPart);
  const fileRelationships = opened.relationships('');
  if (document === null) return refuse('file-damaged');
  if (isRefusal(document)) return document;
  if (isRefusal(relationships)) return relationships;
  if (isRefusal(fileRelationships)) return fileRelationships;
  const read = (type: string) => partOfType(opened, relationships, type);
  const found = {
    styles: read('styles'),
    numbering: read('numbering'),
    comments: read('comments'),
    commentsExtended: read('commentsExtended'),
    core: partOfType(opened, fileRelationships, 'core-properties')
  };
  const notes = {
    footnotes: partWithLinks(opened, relationships, 'footnotes'),
    endnotes: partWithLinks(opened, relationships, 'endnotes')
  };
  const margins = relationships
    .filter(({ type, external }) => !external && (type === 'header' || type === 'footer'))
    .map(({ target }) => opened.part(target));
  const fault = [...Object.values(found), ...Object.values(notes), ...margins].find(isRefusal);
  if (fault !== undefined) return fault;
  return {
    document,
    links: byId(relationships),
    ...found,
    ...notes,
    margins: margins.filter((m) => m !== null)
  } as WordParts;
}

function partOfType(
  opened: WordPackage,
  relationships: readonly Relationship[],
  type: string
): XmlElement | null | Refusal {
  const relationship = relationships.find((candidate) => candidate.type === type && !candidate.external);
  return relationship === undefined ? null : opened.part(relationship.target);
}

function partWithLinks(
  opened: WordPackage,
  relationships: readonly Relationship[],
  type: string
): { tree: XmlElement | null; links: Links } | Refusal {
  const relationship = relationships.find((candidate) => candidate.type === type && !candidate.external);
  if (relationship === undefined) return { tree: null, links: new Map() };
  const tree = opened.part(relationship.target);
  const links = opened.relationships(relationship.target);
  if (isRefusal(tree)) return tree;
  return isRefusal(links) ? links : { tree, links: byId(links) };
}

function byId(relationships: readonly Relationship[]): Links {
  return new Map(relationships.map((relationship) => [relationship.id, relationship]));
}
