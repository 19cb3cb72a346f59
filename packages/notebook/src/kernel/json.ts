/** Plain data: what an input may hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
