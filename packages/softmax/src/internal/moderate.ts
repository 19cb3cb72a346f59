/**
 * Scores up to this, on either side of 0, can be exponentiated as they are, with none of them taken away first:
 * neither the exponentials nor a sum of many can leave the normal doubles, and nor can the shares.
 */
export const LARGEST_MODERATE = 300
/** A score below this is as good as −∞ beside one that is not below −LARGEST_MODERATE: its share is below e^-800. */
export const MASKED_BELOW = -1100
