import type { EraRules } from '../era.ts'
import type { Verb } from '../http/endpoint.ts'

type Paths = Readonly<Record<string, readonly Verb[]>>

/** Addresses below `/api/v0/` of federated learning, certificates and keys: real servers describe them, this one has none. */
export function notKept(rules: EraRules): Paths {
  if (!rules.authority) return {}
  return { ...always, ...(rules.models ? later : earlier) }
}

const all: readonly Verb[] = ['GET', 'PUT', 'DELETE']

const always: Paths = {
  'aggregators/': ['GET', 'POST'],
  'aggregators/{id}/': ['GET'],
  'cas/': ['GET', 'POST'],
  'cas/{id}/': ['GET'],
  'certificates/': ['GET', 'POST'],
  'certificates/{id}/': ['GET', 'PUT'],
  'certificates/{id}/encrypted_keys/': ['GET'],
  'datasets/{id}/training/{tid}/': all,
  'datasets/training/': ['POST'],
  'encrypted_keys/': ['GET'],
  'encrypted_keys/{id}/': ['GET'],
  'encrypted_keys/bulk/': ['POST', 'PUT'],
  'training/': ['GET', 'POST'],
  'training/{id}/': all,
  'training/{id}/aggregator/': ['GET'],
  'training/{id}/datasets/': ['GET'],
  'training/{id}/event/': ['GET'],
  'training/{id}/participants_info/': ['GET'],
  'training/events/': ['GET', 'POST'],
  'training/events/{id}/': ['GET', 'PUT'],
}

const earlier: Paths = {
  'aggregators/{id}/training/{tid}/': all,
  'aggregators/training/': ['POST'],
  'me/aggregators/training_associations/': ['GET'],
}

const later: Paths = {
  'aggregators/{id}/training_experiments/': ['GET'],
  'training/{id}/datasets_certificates/': ['GET'],
}
