// Which addresses on the internet a company may have us call: public ones alone, so that nobody reaches what stands behind us
// (OWASP, Server Side Request Forgery). Here: the address as it is written, and the IP addresses that its name has.
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** `loopback`: the machine itself too, for a portal that somebody tries at home. */
export type TargetRange = 'public' | 'loopback'

export type TargetFault = 'unreadable' | 'not-https' | 'has-login' | 'has-fragment' | 'not-public'
export type CallTargetReading = { kind: 'target'; url: URL } | { kind: 'fault'; fault: TargetFault }

/** A CHECK of the database holds it too. */
export const LONGEST_TARGET = 2000

/** Reads an address to call. What its name resolves to is not known here: isCallable judges that, at each call. */
export function readCallTarget(text: string, range: TargetRange): CallTargetReading {
  const typed = text.trim()
  const url = /[\s\p{Cc}]/u.test(typed) ? null : URL.parse(typed)
  if (!url || url.href.length > LONGEST_TARGET) return { kind: 'fault', fault: 'unreadable' }
  if (url.protocol !== 'https:') return { kind: 'fault', fault: 'not-https' }
  if (url.username !== '' || url.password !== '') return { kind: 'fault', fault: 'has-login' }
  if (url.hash !== '') return { kind: 'fault', fault: 'has-fragment' }
  const host = hostOf(url)
  const isHere = isLoopbackName(host) ? range === 'loopback' : isAddress(host) ? isCallable(host, range) : isPublicName(host)
  return isHere ? { kind: 'target', url } : { kind: 'fault', fault: 'not-public' }
}

/** The host's name, or its address without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

export const isAddress = (host: string): boolean => isIPv4(host) || isIPv6(host)

/** RFC 6761, 6.3. */
export const isLoopbackName = (name: string): boolean => /(^|\.)localhost$/.test(name)

/** RFC 6761, 6762, 8375, and `internal`, which ICANN keeps for private use; a name of one label belongs to a network of its own. */
const isPublicName = (name: string): boolean =>
  /\../.test(name) && !/\.(local|internal|home\.arpa|test|invalid|onion)$/.test(name)

/** Whether an IP address may be called. What is no address may not. */
export function isCallable(address: string, range: TargetRange): boolean {
  if (range === 'loopback' && (address === '::1' || (isIPv4(address) && address.startsWith('127.')))) return true
  if (isIPv4(address)) return !NOT_PUBLIC.check(address, 'ipv4')
  return isIPv6(address) && GLOBAL.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6')
}

/**
 * Of IPv6 only global unicast is assigned to the public. So the forms that carry an IPv4 address (::ffff:0:0/96, NAT64's
 * 64:ff9b::/96), loopback, link-local (fe80::/10), unique local (fc00::/7) and multicast (ff00::/8) are out.
 */
const GLOBAL = listOf('ipv6', ['2000::/3'])

/** The special-purpose registries of IANA (RFC 6890): what is not globally reachable, and multicast. */
const NOT_PUBLIC = listOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
// IETF protocols with Teredo, documentation, 6to4, documentation.
addTo(NOT_PUBLIC, 'ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

function listOf(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  return addTo(new BlockList(), family, subnets)
}

function addTo(list: BlockList, family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/')
    list.addSubnet(net, Number(prefix), family)
  }
  return list
}
