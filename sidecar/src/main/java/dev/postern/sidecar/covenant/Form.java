package dev.postern.sidecar.covenant;

import java.io.IOException;

/** How a covenant's text is kept in a document. Thread-safe. */
interface Form {

    /** The text as it is. */
    Form PLAIN = new Form() {
        @Override
        public byte[] close(String id, byte[] text) {
            return text;
        }

        @Override
        public byte[] open(String id, byte[] body) {
            return body;
        }

        @Override
        public boolean tellsFacts() {
            return true;
        }
    };

    byte[] close(String id, byte[] text);

    /**
     * The text that was closed under that id.
     *
     * @throws IOException when {@code body} is anything else
     */
    byte[] open(String id, byte[] body) throws IOException;

    /** Whether what filters look at may lie beside the document. */
    boolean tellsFacts();
}
