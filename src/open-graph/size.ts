/** Of a picture, in pixels, as those who show it advise. */
export const WIDTH = 1200
export const HEIGHT = 630
