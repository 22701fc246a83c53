import { a as ownImage, i as inspectImage, n as expectPull, o as pullImage, r as imageFailure, s as toImage, t as digestOf } from "./images.js";

export { digestOf, expectPull, imageFailure, inspectImage, ownImage, pullImage, toImage };