import { a as toImage, i as pullImage, n as imageFailure, r as inspectImage, t as digestOf } from "./docker-images.js";

export { digestOf, imageFailure, inspectImage, pullImage, toImage };