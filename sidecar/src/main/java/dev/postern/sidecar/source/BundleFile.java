package dev.postern.sidecar.source;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file of a bundle as the file system shows it. Two are equal when nothing suggests that the content differs.
 *
 * @param name path inside the bundle, with forward slashes
 * @param real where it is once links are followed
 * @param key of the file system, such as the inode; empty where there is none
 * @param bytes length
 * @param modified time of the last change, as the file system tells it
 */
record BundleFile(String name, Path real, String key, long bytes, String modified) {

    static BundleFile of(String name, Path real, BasicFileAttributes attributes) {
        return new BundleFile(
                name,
                real,
                Objects.toString(attributes.fileKey(), ""),
                attributes.size(),
                attributes.lastModifiedTime().toString());
    }
}
