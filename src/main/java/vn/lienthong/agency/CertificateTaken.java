package vn.lienthong.agency;

/**
 * The hub shows another certificate than before.
 *
 * @param fingerprint SHA-256 of the new one, in hexadecimal
 */
public record CertificateTaken(String fingerprint) {}
