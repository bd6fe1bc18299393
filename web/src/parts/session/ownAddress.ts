// Where to go after signing in.

/** Only addresses of this page are followed, so that a crafted link cannot lead elsewhere; `\` counts as `/`. */
export function ownAddress(to: string | null): string {
  return to && /^\/(?![/\\])[!-~]*$/.test(to) && !to.includes('\\') ? to : '/today';
}
