package io.weavz.identity.keycloak.assembly;

import java.io.IOException;
import org.infinispan.protostream.FileDescriptorSource;
import org.infinispan.protostream.ProtobufTagMarshaller;
import org.infinispan.protostream.SerializationContext;
import org.infinispan.protostream.SerializationContextInitializer;
import org.infinispan.protostream.TagReader;
import org.infinispan.protostream.descriptors.WireType;

/**
 * How a {@link ClusterMessage} looks between nodes. Written by hand, since what ProtoStream's processor generates breaks
 * the rule that warnings are errors. The number is for good: nodes of two versions talk to each other.
 */
public final class ClusterSchema implements SerializationContextInitializer {

    private static final String FILE = "weavz-cluster.proto";
    private static final int TEXT = 1;
    private static final String SCHEMA = """
            syntax = "proto2";
            package weavz;
            /**
             * @TypeId(1207001)
             */
            message ClusterMessage {
              optional string text = 1;
            }
            """;

    @Override
    public void registerSchema(SerializationContext context) {
        context.registerProtoFiles(FileDescriptorSource.fromString(FILE, SCHEMA));
    }

    @Override
    public void registerMarshallers(SerializationContext context) {
        context.registerMarshaller(new Marshaller());
    }

    private static final class Marshaller implements ProtobufTagMarshaller<ClusterMessage> {

        @Override
        public Class<ClusterMessage> getJavaClass() {
            return ClusterMessage.class;
        }

        @Override
        public String getTypeName() {
            return "weavz.ClusterMessage";
        }

        @Override
        public ClusterMessage read(ReadContext context) throws IOException {
            TagReader in = context.getReader();
            String text = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireType.getTagFieldNumber(tag) == TEXT) {
                    text = in.readString();
                } else {
                    in.skipField(tag);
                }
            }
            return new ClusterMessage(text);
        }

        @Override
        public void write(WriteContext context, ClusterMessage message) throws IOException {
            context.getWriter().writeString(TEXT, message.text());
        }
    }
}
