import type { Report } from '../report.ts'
import { quoteCode, renderLink } from './markdown.ts'

/** Where links lead; without it a report has none. Nothing of it comes from the report, which may be a stranger's. */
export interface Links {
  readonly serverUrl: string
  /** `owner/name`. */
  readonly repository: string
  /** The uploaded report and logs. */
  readonly artifactUrl?: string
}

type Place = Pick<Report['problems'][number], 'file' | 'line'>

/** The first seven digits of a commit, linked. */
export const commitLink = (commit: string, links: Links | undefined): string =>
  renderLink(quoteCode(commit.slice(0, 7)), links && `${home(links)}/commit/${commit}`)

/** `run 815`, linked. */
export function runLink(
  { id, number, attempt }: NonNullable<Report['run']>,
  links: Links | undefined,
): string {
  const url = links && `${home(links)}/actions/runs/${id}${attempt > 1 ? `/attempts/${attempt}` : ''}`
  return renderLink(`run ${number}`, url)
}

/** `benchmark.yaml:12`, linked to that line at the report's commit where the file lies in the repository. */
export function placeLink(
  { file, line }: Place,
  commit: string | undefined,
  links: Links | undefined,
): string {
  const shown = quoteCode(line === undefined ? file : `${file}:${line}`, 300)
  const parts = file.split('/')
  const isInside = !parts.some((part) => part === '' || part === '.' || part === '..') && !file.includes('\\')
  if (links === undefined || commit === undefined || !isInside) return shown
  const path = parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')
  return renderLink(shown, `${home(links)}/blob/${commit}/${path}${line === undefined ? '' : `#L${line}`}`)
}

const home = ({ serverUrl, repository }: Links) =>
  `${serverUrl.replace(/\/+$/, '')}/${repository.split('/').map(encodeURIComponent).join('/')}`
